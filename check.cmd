@echo off
rem Set up everything that the tests need, then lint, check types and test.
setlocal
set "python=python"
where py >nul 2>nul && set "python=py -3"
%python% "%~dp0tools\environment.py" check %*
exit /b %errorlevel%
