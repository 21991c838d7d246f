"""Reading workbooks that offices have: every cell accounted for, nothing written.

The room knows no entity. Other rooms register kinds of import (:mod:`tongket.imports.kinds`) and get back a
preview (:mod:`tongket.imports.preview`) that a person looks at before anything changes. No Django here.
"""
