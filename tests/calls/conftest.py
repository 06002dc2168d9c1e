import pytest
@pytest.fixture
def database_url(tmp_path): return f"sqlite+aiosqlite:///{tmp_path}/p.db"
