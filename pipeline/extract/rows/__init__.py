"""Rows of open data and of tables in PDF: budget lines, grants, registers of acts."""

from pipeline.extract.rows.budget import read_budget
from pipeline.extract.rows.budget_pages import budget_lines_of
from pipeline.extract.rows.grants import read_grants
from pipeline.extract.rows.register import read_register
from pipeline.extract.rows.register_pages import register_of

__all__ = ["budget_lines_of", "read_budget", "read_grants", "read_register", "register_of"]
