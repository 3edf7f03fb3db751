@echo off
where node >nul 2>nul || (echo beleg: the command line needs Node.js 20.19 or newer, which was not found. 1>&2 & exit /b 69)
node "%~dp0..\app.asar.unpacked\out\main\cli.js" %*
