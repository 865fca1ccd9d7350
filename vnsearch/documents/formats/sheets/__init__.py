"""Sheets and tables: CSV, XLS, XLSX."""
