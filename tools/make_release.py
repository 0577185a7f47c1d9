"""Put together what a release carries: the pages as an archive, the PDF, the package, checksums.

`make release` calls this after the PDF. The same commit gives the same bytes on every run. The
archive opens without a network: unpack it, and open its index.html.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

from make_pdf import FOLDER as PDF_FOLDER
from make_pdf import NAME, ROOT, SITE, time_of_last_commit

RELEASE = ROOT / "_build" / "release"
CHECKSUMS = "SHA256SUMS"


def main() -> int:
    pdf = PDF_FOLDER / f"{NAME}.pdf"
    for made, command in ((SITE / "index.html", "make book"), (pdf, "make pdf")):
        if not made.is_file():
            print(f"{made.relative_to(ROOT)} is missing: run `{command}` first")
            return 1
    name = f"{NAME}-{version()}"
    shutil.rmtree(RELEASE, ignore_errors=True)
    RELEASE.mkdir(parents=True)
    archive(SITE, RELEASE / f"{name}.zip")
    shutil.copy(pdf, RELEASE / f"{name}.pdf")
    build_wheel(RELEASE)
    (RELEASE / CHECKSUMS).write_text(checksums(RELEASE), encoding="utf-8")
    for file in sorted(RELEASE.iterdir()):
        print(f"{file.relative_to(ROOT)}  {file.stat().st_size / 1e6:.1f} MB")
    return 0


def version() -> str:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return project["project"]["version"]


def archive(folder: Path, file: Path) -> None:
    """Pack a folder, below the name of the archive, without times and in one order."""
    with zipfile.ZipFile(file, "w") as packed:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                inside = f"{file.stem}/{path.relative_to(folder).as_posix()}"
                entry = zipfile.ZipInfo(inside)  # its time is the first that the format knows
                entry.external_attr = 0o644 << 16
                entry.compress_type = zipfile.ZIP_DEFLATED
                packed.writestr(entry, path.read_bytes())


def build_wheel(folder: Path) -> None:
    """Build the package with the tools of the environment, whose versions are known."""
    shutil.rmtree(ROOT / "build", ignore_errors=True)  # where a deleted module would live on
    os.environ.setdefault("SOURCE_DATE_EPOCH", time_of_last_commit())
    command = [sys.executable, "-m", "pip", "wheel", ".", "--no-deps", "--no-build-isolation"]
    command += ["--quiet", "--disable-pip-version-check", "--wheel-dir", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True)


def checksums(folder: Path) -> str:
    """Return what `sha256sum --check` reads, for all files of a folder."""
    lines = [
        f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n"
        for file in sorted(folder.iterdir())
        if file.name != CHECKSUMS
    ]
    return "".join(lines)


if __name__ == "__main__":
    sys.exit(main())
