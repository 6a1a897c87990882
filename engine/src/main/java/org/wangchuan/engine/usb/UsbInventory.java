package org.wangchuan.engine.usb;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.wangchuan.engine.patience.Patience;
import org.wangchuan.engine.usb.UsbListing.Reason;
import org.wangchuan.engine.usb.UsbListing.Unread;

/**
 * Lists what hangs on USB. Only files of sysfs are read, which hold what devices said when they were plugged in: no device is asked.
 * Thread-safe; waits at most {@link #ANSWER_MILLIS} for a kernel that is stuck with one of them.
 */
public final class UsbInventory {
    /** Milliseconds that the kernel may take to show what it knows; it shows it in less than one unless a driver is stuck. */
    public static final long ANSWER_MILLIS = 2_000;

    /** Four buses full of devices; a list that is longer is cut off and called not whole. */
    static final int DEVICES_MAX = 512;

    private static final List<String> MADE_BUSES = List.of("dummy_hcd", "vhci_hcd");

    private static final Comparator<UsbPlace> BY_PORTS =
            Comparator.comparingInt(UsbPlace::bus).thenComparing(UsbPlace::ports, UsbInventory::compare);

    private final Path devices;
    private final DeviceReader reader;

    /** Of this machine. */
    public UsbInventory() {
        this(UsbFiles.real());
    }

    /** Of the machine that these files show. */
    public UsbInventory(UsbFiles files) {
        this.devices = files.devices();
        this.reader = new DeviceReader(devices);
    }

    /** All of it, as it is now. */
    public UsbListing list() {
        Places places = places();
        List<UsbDevice> found = new ArrayList<>();
        List<Unread> unread = new ArrayList<>();
        List<Callable<Optional<UsbDevice>>> questions = places.places.stream()
                .<Callable<Optional<UsbDevice>>>map(place -> () -> reader.read(place))
                .toList();
        List<Optional<Optional<UsbDevice>>> answers = Patience.askAll(questions, ANSWER_MILLIS);
        for (int i = 0; i < answers.size(); i++) {
            UsbPlace place = places.places.get(i);
            Optional<Optional<UsbDevice>> answer = answers.get(i);
            if (answer.isEmpty()) {
                unread.add(new Unread(place, Reason.NO_ANSWER));
            } else if (answer.get().isPresent()) {
                found.add(answer.get().get());
            } else if (Files.exists(devices.resolve(place.toString()))) {
                unread.add(new Unread(place, Reason.INCOMPLETE));
            }
        }
        return new UsbListing(places.present, found, unread, places.whole);
    }

    /**
     * Where something hangs.
     *
     * @param present whether there is a list, as far as anybody knows
     * @param whole whether all of it was read
     */
    record Places(boolean present, List<UsbPlace> places, boolean whole) {}

    Places places() {
        if (Files.notExists(devices)) {
            return new Places(false, List.of(), true);
        }
        List<UsbPlace> found = new ArrayList<>();
        boolean whole = true;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(devices)) {
            for (Path entry : entries) {
                UsbPlace.parse(String.valueOf(entry.getFileName())).ifPresent(found::add);
                if (found.size() > DEVICES_MAX) {
                    whole = false;
                    break;
                }
            }
        } catch (IOException | DirectoryIteratorException _) {
            whole = false;
        }
        found.sort(BY_PORTS);
        return new Places(true, found, whole);
    }

    /**
     * Whether what hangs at a place hangs on a bus that a kernel makes up for tests or over a network (drivers/usb/gadget/udc/dummy_hcd.c,
     * drivers/usb/usbip/vhci_hcd.c): nothing there has to be what it looks like. Also where it can't be found out.
     */
    public boolean isMade(UsbPlace place) {
        try {
            for (Path part : devices.resolve(place.toString()).toRealPath()) {
                if (MADE_BUSES.stream().anyMatch(part.toString()::startsWith)) {
                    return true;
                }
            }
            return false;
        } catch (IOException _) {
            return true;
        }
    }

    /** Whether this very plugging-in is still there. */
    public boolean still(UsbDevice device) {
        return reader.enumeration(device.place())
                .filter(device.enumeration()::equals)
                .isPresent();
    }

    DeviceReader reader() {
        return reader;
    }

    private static int compare(List<Integer> one, List<Integer> other) {
        for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
            int order = Integer.compare(one.get(i), other.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(one.size(), other.size());
    }
}
