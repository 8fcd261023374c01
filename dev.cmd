@echo off
rem Thin wrapper: everything happens in packaging\dev.py (standard library only).
py -3 "%~dp0packaging\dev.py" %*
