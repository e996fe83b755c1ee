"""The clock: cases with drawn marks, played through queues by SimPy or, bit for bit alike, by vectorised replay."""
