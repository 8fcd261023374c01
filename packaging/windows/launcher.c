/* Starts the program with the Python that lies beside it, in `runtime`: once with a window, once for a console.
   Nothing is looked for anywhere else, so that no other Python and no file in the current folder can interfere. */

#include <windows.h>
#include <shellapi.h>

#define LONGEST 32768
#define FIRST_BUILD 15063 /* Windows 10 1703, the oldest that the window's library runs on */

typedef int (*PythonMain)(int count, wchar_t **words);
typedef LONG(WINAPI *TellVersion)(OSVERSIONINFOW *told);

static int refuse(const wchar_t *sentence)
{
    MessageBoxW(NULL, sentence, L"evalapp", MB_ICONERROR | MB_SETFOREGROUND);
    return 1;
}

static BOOL windows_is_new_enough(void)
{
    OSVERSIONINFOW told = {.dwOSVersionInfoSize = sizeof told};
    TellVersion tell = (TellVersion)(void *)GetProcAddress(GetModuleHandleW(L"ntdll.dll"), "RtlGetVersion");
    return tell && tell(&told) == 0 && (told.dwMajorVersion > 10 || (told.dwMajorVersion == 10 && told.dwBuildNumber >= FIRST_BUILD));
}

int main(void)
{
    static wchar_t home[LONGEST], library[LONGEST + 64], start[LONGEST + 64];
    static wchar_t *words[4096];
    int given = 0, count = 0;

    if (!windows_is_new_enough())
        return refuse(L"evalapp cần Windows 10 phiên bản 1703 trở lên. Dữ liệu không bị đụng tới.\n\n"
                      L"evalapp needs Windows 10 version 1703 or newer. No data was touched.");
    GetModuleFileNameW(NULL, home, LONGEST);
    wchar_t *last = wcsrchr(home, L'\\');
    if (!last)
        return refuse(L"?");
    *last = 0;
    wsprintfW(library, L"%s\\runtime", home);
    SetDefaultDllDirectories(LOAD_LIBRARY_SEARCH_DEFAULT_DIRS);
    AddDllDirectory(library);
    lstrcatW(library, L"\\" PYTHON_DLL);
    wsprintfW(start, L"%s\\runtime\\start.py", home);
    HMODULE python = LoadLibraryExW(library, NULL, LOAD_LIBRARY_SEARCH_DLL_LOAD_DIR | LOAD_LIBRARY_SEARCH_DEFAULT_DIRS);
    PythonMain run = python ? (PythonMain)(void *)GetProcAddress(python, "Py_Main") : NULL;
    if (!run)
        return refuse(L"Chương trình thiếu tệp. Hãy cài lại; dữ liệu vẫn còn nguyên.\n\n"
                      L"Files of the program are missing. Install it again; the data is untouched.");

    wchar_t **typed = CommandLineToArgvW(GetCommandLineW(), &given);
    words[count++] = typed[0];
    words[count++] = L"-X";
    words[count++] = L"utf8"; /* what is written into files and pipes is UTF-8 on every Windows */
    words[count++] = start;
    for (int each = 1; each < given && count < 4095; each++)
        words[count++] = typed[each];
    return run(count, words);
}
