"""The workbook that goes out to a unit with its open issues and comes back filled in (P32).

`layout` names the columns, core.documents.agency_sheet makes the file, `reading` takes it back row by row,
`verdicts` says in words what is wrong with a row. What was handed out is kept in the schedule, so that every cell
is compared, none trusted.
"""
