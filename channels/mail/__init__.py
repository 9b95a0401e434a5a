"""What citizens are told by e-mail: one kind of mail for each `booking.events.EventKind`.

`Mailer` takes the events from the outbox, writes the mails and hands them to a sender; `smtp.Smtp` is one.
"""
