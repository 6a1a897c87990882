-- How a device came is one of a closed list; a kiosk is in it before there is one.
ALTER TABLE intake.work_order
    ADD CONSTRAINT work_order_channel CHECK (channel IN ('counter', 'doorstep', 'mail_in', 'institution', 'kiosk'));
