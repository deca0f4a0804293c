@echo off
rem Start Annotator and pass the arguments on; sets it up first where needed.
setlocal
call "%~dp0tools\python.cmd"
if errorlevel 1 exit /b 1
%python% "%~dp0tools\environment.py" run %*
exit /b %errorlevel%
