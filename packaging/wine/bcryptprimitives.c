/* Only for trying the program under Wine, never shipped: Windows has this library, Wine 8 has not. */

#include <windows.h>

BOOLEAN NTAPI SystemFunction036(PVOID bytes, ULONG count); /* what fills with random bytes on every Windows */

__declspec(dllexport) BOOL ProcessPrng(PBYTE bytes, SIZE_T count)
{
    return SystemFunction036(bytes, (ULONG)count);
}
