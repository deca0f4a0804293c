@echo off
rem Set up everything that the tests need, then lint, check types and test.
setlocal
call "%~dp0tools\python.cmd"
if errorlevel 1 exit /b 1
%python% "%~dp0tools\environment.py" check %*
exit /b %errorlevel%
