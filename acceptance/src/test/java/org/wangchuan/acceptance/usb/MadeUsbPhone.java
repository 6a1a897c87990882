package org.wangchuan.acceptance.usb;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.wangchuan.acceptance.disk.CommandLine;
import org.wangchuan.lab.guest.Guest;

/**
 * In the guest: a phone on a cable that the kernel makes up. Its adbd is the real one, before which {@link AskingGate} asks its owner; its user data lies on an
 * ext4 of its own in an image; its reset makes that file system anew, and nothing else: what was deleted lies in the image until something is written over it.
 * It starts without debugging, showing its pictures only, until its owner turns it on.
 */
final class MadeUsbPhone {
    /** In the shared folder. */
    static final String SCRIPT = "made-phone.sh";

    /** What its owner has on it, again and again. */
    static final String SECRET = "what was on the phone before ";

    private static final int SECRETS = 100_000;
    private static final int FIRST_PORT = 5_700;
    private static final String SERIAL = "strings/0x409/serialnumber";

    private final int number;
    private final Path home;
    private final ConfiguredGadget gadget;
    private final AskingGate gate;
    private final AtomicReference<Optional<MtpSpite>> pictures;

    private MadeUsbPhone(
            int number,
            Path home,
            ConfiguredGadget gadget,
            AskingGate gate,
            AtomicReference<Optional<MtpSpite>> pictures) {
        this.number = number;
        this.home = home;
        this.gadget = gadget;
        this.gate = gate;
        this.pictures = pictures;
    }

    /**
     * One that is new, switched on, and on no cable.
     *
     * @param number from 1; at the other end of its cable is bus {@code number}
     */
    static MadeUsbPhone make(int number, String serial, int megabytes) throws IOException {
        act("make", number, megabytes);
        Path home = Path.of(Guest.SCRATCH, "phone" + number);
        Files.writeString(home.resolve("root/phone/serial"), serial + "\n");
        ConfiguredGadget gadget = ConfiguredGadget.make("phone" + number, "dummy_udc." + (number - 1), 0x18d1, 0x4ee7);
        gadget.set("strings/0x409/manufacturer", "Made");
        gadget.set("strings/0x409/product", "Phone " + number);
        gadget.set(SERIAL, serial);
        Path _ = gadget.add("ffs.mtp" + number);
        Path _ = gadget.define(adb(number));
        AtomicReference<Optional<MtpSpite>> pictures = new AtomicReference<>(Optional.empty());
        GadgetFunction.offer("mtp" + number, FunctionFs.MTP)
                .answer(
                        "mtp-" + number,
                        asked -> pictures.get().map(MtpSpite::transfers).orElseGet(() -> FunctionFs.mtp(asked)));
        AskingGate gate = new AskingGate(
                GadgetFunction.offer("adb" + number, new GadgetDescriptors.Kind(0xff, 0x42, 1)),
                home.resolve("root/data/misc/adb/adb_keys"),
                FIRST_PORT + number);
        gate.serve();
        MadeUsbPhone phone = new MadeUsbPhone(number, home, gadget, gate, pictures);
        phone.beAsNew();
        return phone;
    }

    private static String adb(int number) {
        return "ffs.adb" + number;
    }

    private static void act(String verb, int number, int megabytes) throws IOException {
        String _ = CommandLine.run(
                "sh",
                Guest.SHARED + "/" + SCRIPT,
                verb,
                Integer.toString(number),
                Integer.toString(megabytes),
                Integer.toString(FIRST_PORT + number));
    }

    AskingGate gate() {
        return gate;
    }

    /** Its owner has lived with it: accounts, programs, a file. */
    void liveWith() throws IOException {
        Path data = home.resolve("root/data");
        String _ = CommandLine.run("touch", data.resolve("owner").toString());
        Files.writeString(data.resolve("photo"), SECRET.repeat(SECRETS));
        String _ = CommandLine.run("sync", "-f", data.toString());
    }

    /** Whether something of its owner's lies anywhere on its storage, whatever its file system says. */
    boolean holdsTheOwners() throws IOException {
        String _ = CommandLine.run("sync", "-f", home.resolve("root/data").toString());
        byte[] all = Files.readAllBytes(home.resolve("disk"));
        byte[] wanted = SECRET.getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i + wanted.length <= all.length; i++) {
            int at = 0;
            while (at < wanted.length && all[i + at] == wanted[at]) {
                at++;
            }
            if (at == wanted.length) {
                return true;
            }
        }
        return false;
    }

    void plug() throws IOException, InterruptedException {
        gadget.plug();
    }

    void unplug() throws IOException {
        if (gadget.isPlugged()) {
            gadget.unplug();
        }
    }

    /** Its owner turns debugging on or off, and it shows itself anew. */
    void setDebugging(boolean on) throws IOException, InterruptedException {
        boolean wasPlugged = gadget.isPlugged();
        unplug();
        if (on && !gadget.shows(adb(number))) {
            gadget.show(adb(number));
        } else if (!on) {
            gadget.hide(adb(number));
        }
        if (wasPlugged) {
            plug();
        }
    }

    /** It goes off the cable and makes its storage anew; it is not on the cable again yet. */
    void goAndReset() throws IOException, InterruptedException {
        unplug();
        setDebugging(false);
        beAsNew();
    }

    /** It goes, resets itself, and comes back as new. */
    void reset() throws IOException, InterruptedException {
        goAndReset();
        plug();
    }

    /** It only starts anew. */
    void restart() throws IOException, InterruptedException {
        unplug();
        plug();
    }

    private void beAsNew() throws IOException {
        act("wipe", number, 0);
    }

    /** Somebody puts another one in its place. */
    void becomeAnother(String serial) throws IOException {
        gadget.set(SERIAL, serial);
        Files.writeString(home.resolve("root/phone/serial"), serial + "\n");
    }

    /** From now on its system says that nothing on it is encrypted, as it may have been all the time. */
    void saysThatItDoesNotEncrypt() throws IOException {
        Files.writeString(home.resolve("root/phone/plain"), "");
    }

    /** From now on what shows its pictures answers out of spite, or if there is none as it should. */
    void picturesTurn(Optional<MtpSpite> into) {
        pictures.set(into);
    }

    /** From now on its programs answer out of spite. */
    void programsTurn(ProgramSpite into) throws IOException {
        for (String name : ProgramSpite.PROGRAMS) {
            Path file = home.resolve("root/phone").resolve(name);
            Files.writeString(file, into.script());
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    /** From now on its programs answer as they should. */
    void programsAreHonest() throws IOException {
        for (String name : ProgramSpite.PROGRAMS) {
            Path file = home.resolve("root/phone").resolve(name);
            if (PhonePrograms.names().contains(name)) {
                Files.writeString(file, program(name));
            } else {
                Files.deleteIfExists(file);
            }
        }
    }

    /** What {@link #SCRIPT} does. */
    static String script() {
        return """
                set -e
                home=%1$s/phone$2; root=$home/root
                stop() {
                    # Also what its shells have started: whatever has its root there.
                    for i in $(seq 50); do
                        left=
                        for process in /proc/[0-9]*; do
                            if [ "$(readlink $process/root)" = "$root" ] && grep -q '^State:.[^ZX]' $process/status 2> /dev/null; then
                                left=yes; kill -9 ${process#/proc/} 2> /dev/null || true
                            fi
                        done
                        [ -n "$left" ] || return 0
                        sleep 0.1
                    done
                }
                case $1 in
                make)
                    mkdir -p $home/up $home/work $root
                    mount -t overlay phone -o lowerdir=/,upperdir=$home/up,workdir=$home/work $root
                    mkdir -p $root/data $root/phone
                    cp %2$s/phone/* $root/phone && chmod 755 $root/phone/*
                    for one in proc sys dev dev/pts; do mount --bind /$one $root/$one; done
                    truncate -s $3M $home/disk
                    ;;
                wipe)
                    stop
                    if mountpoint -q $root/data; then umount $root/data || { sleep 1; umount $root/data; }; fi
                    # What was there stays where nothing is written: only a fill can take it away.
                    mkfs.ext4 -q -F -m 0 -E nodiscard,lazy_itable_init=1,lazy_journal_init=1 $home/disk
                    mount -o loop $home/disk $root/data
                    mkdir -p $root/data/local/tmp $root/data/misc/adb
                    ADBD_PORT=$4 chroot $root env PATH=/phone:/usr/bin:/bin /usr/lib/android-sdk/platform-tools/adbd \\
                        >> %2$s/adbd.txt 2>&1 < /dev/null &
                    for i in $(seq 100); do
                        if grep -q ":$(printf '%%04X' $4) 0*:0000 0A" /proc/net/tcp /proc/net/tcp6; then break; fi
                        sleep 0.1
                    done
                    ;;
                esac
                """.formatted(Guest.SCRATCH, Guest.SHARED);
    }

    /** What one of its programs does ({@link PhonePrograms#names}). */
    static String program(String name) {
        return name.equals("getprop") ? """
                #!/bin/sh
                case "$1" in
                ro.product.manufacturer) echo Made;;
                ro.product.model) echo Phone;;
                ro.build.version.release) echo 14;;
                ro.build.version.security_patch) echo 2026-03-01;;
                ro.crypto.state) if [ -e /phone/plain ]; then echo unencrypted; else echo encrypted; fi;;
                ro.crypto.type) echo file;;
                ro.boot.verifiedbootstate) echo green;;
                ro.boot.flash.locked) echo 1;;
                ro.serialno) cat /phone/serial;;
                gsm.sim.state) echo ABSENT;;
                esac
                """ : PhonePrograms.text(name);
    }
}
