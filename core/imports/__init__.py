"""Import: files of any office -> sheets -> drafts -> a plan with a verdict for every row.

reading: workbook (door checks, child process) > reader > xlsx, delimited
meaning: headers (where the table is, what its columns mean), dates, spans, values, match (names)
sheets:  SHEETS, one entry for each kind of sheet; a further kind is one more entry
plan:    plan.py makes the plan, the same one for preview and for import; errors_copy.py hands back what was refused
"""
