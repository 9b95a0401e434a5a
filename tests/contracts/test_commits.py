"""Nothing is committed that belongs to somebody else or to a machine."""

import hashlib

from tests.contracts.files import ROOT, project_files

# The locks are our largest text, a screenshot our largest picture; both stay well below this.
MAX_BYTES = 1_000_000
PACKAGES = (".whl", ".zip", ".gz", ".tgz", ".xz", ".7z", ".jar", ".so", ".dll", ".pyc")
MODELS = (".pkl", ".pickle", ".joblib", ".h5", ".onnx", ".bin", ".npy", ".npz", ".model", ".safetensors")
DATABASES = (".sqlite", ".sqlite3", ".db", ".parquet")


def test_no_file_is_large():
    assert {name for name in project_files() if (ROOT / name).stat().st_size > MAX_BYTES} == set()


def test_no_package_model_or_database_is_committed():
    assert {name for name in project_files() if name.lower().endswith(PACKAGES + MODELS + DATABASES)} == set()


def test_no_file_of_the_shared_data_is_copied_into_the_project(shared_data):
    foreign = {_digest(path) for path in shared_data.rglob("*") if path.is_file() and path.stat().st_size}
    assert {name for name in project_files() if _digest(ROOT / name) in foreign} == set()


def _digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()
