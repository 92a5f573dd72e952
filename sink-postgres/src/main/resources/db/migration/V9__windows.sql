-- What the console counts over a window of time: call results by receipt, CXone's answers, decisions about consent.
CREATE INDEX dispositions_received_at ON dispositions (received_at);
CREATE INDEX cxone_pushes_answered_at ON cxone_pushes (answered_at);
CREATE INDEX dnc_decisions_received_at ON dnc_decisions (received_at);
