rem Called by run.cmd and check.cmd: sets python to a Python from 3.11 on, or says what is missing.
set "new=import sys; sys.exit(sys.version_info < (3, 11))"
set "python=py -3"
call %python% -c "%new%" >nul 2>nul
if not errorlevel 1 exit /b 0
set "python=python"
call %python% -c "%new%" >nul 2>nul
if not errorlevel 1 exit /b 0
set "python=python3"
call %python% -c "%new%" >nul 2>nul
if not errorlevel 1 exit /b 0
echo Annotator needs Python 3.11 or newer, and found none.>&2
echo Install it from python.org or the Microsoft Store, then try again in a new window.>&2
exit /b 1
