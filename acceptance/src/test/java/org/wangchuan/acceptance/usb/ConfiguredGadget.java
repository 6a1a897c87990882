package org.wangchuan.acceptance.usb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The device's side of USB in the guest (Documentation/usb/gadget_configfs.rst): what it calls itself, and whether it is plugged in.
 *
 * @param folder below /sys/kernel/config/usb_gadget
 * @param controller of the device's side, such as dummy_udc.0
 */
record ConfiguredGadget(Path folder, String controller) {
    private static final Path GADGETS = Path.of("/sys/kernel/config/usb_gadget");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** One that exists. */
    static ConfiguredGadget of(String name, String controller) {
        return new ConfiguredGadget(GADGETS.resolve(name), controller);
    }

    /** One that is made here, with one configuration. */
    static ConfiguredGadget make(String name, String controller, int vendor, int product) throws IOException {
        ConfiguredGadget gadget = of(name, controller);
        Files.createDirectories(gadget.folder.resolve("strings/0x409"));
        Files.createDirectories(gadget.folder.resolve("configs/c.1"));
        gadget.set("idVendor", "0x" + Integer.toHexString(vendor));
        gadget.set("idProduct", "0x" + Integer.toHexString(product));
        return gadget;
    }

    /** Writes an attribute. */
    void set(String attribute, String value) throws IOException {
        Files.writeString(folder.resolve(attribute), value + "\n");
    }

    /** Adds a function to the configuration. */
    Path add(String function) throws IOException {
        Path made = Files.createDirectories(folder.resolve("functions").resolve(function));
        Files.createSymbolicLink(folder.resolve("configs/c.1").resolve(function), made);
        return made;
    }

    /**
     * Plugs it in, and returns once the host has set it up. Whoever is behind it may not be ready yet, and adbd takes back what it has
     * offered if nobody has bound it within a second: then it is tried again.
     */
    void plug() throws IOException, InterruptedException {
        Path state = Path.of("/sys/class/udc", controller, "state");
        long end = System.nanoTime() + PATIENCE.toNanos();
        String refusal = "none";
        while (System.nanoTime() < end) {
            if (Files.readString(folder.resolve("UDC")).isBlank()) {
                try {
                    set("UDC", controller);
                } catch (IOException notReady) {
                    refusal = String.valueOf(notReady.getMessage());
                }
            } else if (Files.readString(state).strip().equals("configured")) {
                return;
            }
            Thread.sleep(50);
        }
        throw new IOException("not plugged in: " + Files.readString(state).strip() + ", last refusal: " + refusal);
    }

    /** Pulls the cable. */
    void unplug() throws IOException {
        set("UDC", "");
    }
}
