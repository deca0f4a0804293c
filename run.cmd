@echo off
rem Start Annotator and pass the arguments on; sets it up first where needed.
setlocal
set "python=python"
where py >nul 2>nul && set "python=py -3"
%python% "%~dp0tools\environment.py" run %*
exit /b %errorlevel%
