"""The seed year as data, and the readers of its workbooks."""
