package org.wangchuan.acceptance.usb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.wangchuan.acceptance.disk.CommandLine;
import org.wangchuan.acceptance.program.Terminal;
import org.wangchuan.lab.guest.Guest;

/**
 * Runs in the guest: {@code wangchuan phones erase}, the whole of it, at a terminal, with a phone on USB and an owner who does what they are told. It is
 * killed as by a power cut while the phone resets itself, and the cable is pulled in the middle of the fill.
 */
public final class GuestErase {
    /** In the shared folder: runs the program, with its own arguments. */
    static final String PROGRAM = "wangchuan.sh";

    /** Where receipts go, and in the shared folder what is copied of them. */
    static final String RECEIPTS = "receipts";

    private static final String PLACE = "1-1";
    private static final int DISK_MEGABYTES = 48;
    private static final String SERIAL = "MADE-SERIAL-0061";

    private final GuestFacts facts;
    private final MadeUsbPhone phone;

    private GuestErase(GuestFacts facts, MadeUsbPhone phone) {
        this.facts = facts;
        this.phone = phone;
    }

    /** The file for what is found is the only argument. */
    public static void main(String[] arguments) throws Exception {
        GuestFacts facts = new GuestFacts(Path.of(arguments[0]));
        Path _ = Files.createDirectories(Path.of(Guest.SCRATCH, RECEIPTS));
        MadeUsbPhone phone = MadeUsbPhone.make(1, SERIAL, DISK_MEGABYTES);
        phone.liveWith();
        phone.plug();
        long begin = System.nanoTime();
        GuestErase erase = new GuestErase(facts, phone);
        erase.untilTheCut();
        erase.toTheEnd();
        facts.put("seconds", Duration.ofNanos(System.nanoTime() - begin).toSeconds());
        facts.put("end", "reached");
    }

    private static Terminal program(String arguments) throws IOException {
        return Terminal.start("sh %s/%s phones erase %s --out %s/%s"
                .formatted(Guest.SHARED, PROGRAM, arguments, Guest.SCRATCH, RECEIPTS));
    }

    /** From plugging in to the reset; the power is gone when the phone has gone off the cable. */
    private void untilTheCut() throws Exception {
        Terminal terminal = program(PLACE);
        terminal.answer("type " + PLACE + ":", PLACE);
        terminal.await("the phone can't be asked over the cable yet");
        facts.put("asked.before-debugging", phone.gate().timesAsked());
        phone.setDebugging(true);
        terminal.await("the phone tells:");
        facts.put("asked.first", phone.gate().timesAsked());
        terminal.answer("Which way?", "android-reset-fill-reset");
        terminal.await("now reset the phone");
        terminal.kill();
        phone.goAndReset();
        facts.put("cut.killed", !terminal.said().contains("evidence.jsonl"));
        facts.put("reset.left", phone.holdsTheOwners());
    }

    private void toTheEnd() throws Exception {
        Terminal terminal = program("--resume");
        terminal.await("off the cable");
        phone.plug();
        terminal.await("on the cable again");
        terminal.await("the phone can't be asked over the cable yet");
        phone.setDebugging(true);
        terminal.await("the phone tells:");
        facts.put("asked.after", phone.gate().timesAsked());
        terminal.await("filling: ");
        terminal.await("filling: ");
        phone.unplug();
        terminal.await("off the cable");
        phone.plug();
        terminal.await("on the cable again");
        terminal.await("reading back: 100 %");
        terminal.await("now reset the phone for the last time");
        facts.put("filled.left", phone.holdsTheOwners());
        phone.reset();
        terminal.answer("Does it stand at its setup", "y");
        terminal.answer("Does it ask for an account", "n");
        terminal.answer("Does its setup show that an organisation manages it?", "n");
        terminal.answer("Is a SIM still in it?", "n");
        terminal.answer("Is a memory card still in it?", "n");
        facts.put("exit", terminal.end());
        String _ = CommandLine.run("cp", "-r", Guest.SCRATCH + "/" + RECEIPTS, Guest.SHARED + "/" + RECEIPTS);
        facts.put("again", terminal.said().contains("type " + PLACE));
    }
}
