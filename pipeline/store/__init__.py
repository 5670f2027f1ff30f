"""What was found, kept in DuckDB: written in one place, published in one step, read back as records or by SQL."""

from pipeline.store.changes import NewAct, OtherReading, StoredRun, VerdictChange, changed_verdicts, new_acts, stored_runs
from pipeline.store.export_decidim import export_decidim
from pipeline.store.export_jsonl import export_jsonl
from pipeline.store.export_scdl import export_scdl
from pipeline.store.export_tables import export_csv, export_parquet
from pipeline.store.load import last_run, load_results, stored_territories
from pipeline.store.load_documents import stored_readings
from pipeline.store.notebook import OpenResults, open_results
from pipeline.store.past import acts_by_month, added_acts, plan_words, stored_changes
from pipeline.store.prepare import Prepared, prepare
from pipeline.store.query import query
from pipeline.store.reviews import add_reviews, export_reviews, import_reviews, load_reviews, reviews_for_run, reviews_mark, withdraw_review
from pipeline.store.save import SaveSummary, save, save_prepared
from pipeline.store.unchanged import same_inputs

EXPORTS = {"jsonl": export_jsonl, "csv": export_csv, "parquet": export_parquet, "decidim": export_decidim, "scdl": export_scdl}

__all__ = [
    "EXPORTS",
    "NewAct",
    "OpenResults",
    "OtherReading",
    "Prepared",
    "SaveSummary",
    "StoredRun",
    "VerdictChange",
    "acts_by_month",
    "add_reviews",
    "added_acts",
    "changed_verdicts",
    "export_csv",
    "export_decidim",
    "export_jsonl",
    "export_parquet",
    "export_reviews",
    "export_scdl",
    "import_reviews",
    "last_run",
    "load_results",
    "load_reviews",
    "new_acts",
    "open_results",
    "plan_words",
    "prepare",
    "query",
    "reviews_for_run",
    "reviews_mark",
    "same_inputs",
    "save",
    "save_prepared",
    "stored_changes",
    "stored_readings",
    "stored_runs",
    "stored_territories",
    "withdraw_review",
]
