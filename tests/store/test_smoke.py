from pathlib import Path
from tests import make
def test_x(tmp_path: Path) -> None:
    w = make.office(tmp_path)
    r = make.closed(w)
    print(make.results(w, r.id)); w.close()
