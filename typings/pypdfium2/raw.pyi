FLAT_NORMALDISPLAY: int
FPDF_PAGEOBJ_IMAGE: int

def FPDFPage_Flatten(page: object, flag: int) -> int: ...
