-- How each browser of an owner came in, and until when: the owner sees all of them, those that are out as well. Of those from before
-- it is not known.
ALTER TABLE consumer.browser
    ADD COLUMN came_by text CHECK (came_by IN ('link', 'paper')),
    ADD COLUMN ended_at timestamptz;
