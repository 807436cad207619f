-- Lists ask each case for its nearest open deadline and whom it waits for; after a year most rows are over.

create index deadline_open_of_case on deadline (case_id, due_at) where left_at is null;
create index waiting_open_of_case on waiting_interval (case_id) where to_at is null;
