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
        Path made = define(function);
        show(function);
        return made;
    }

    /** Makes a function that it does not show yet. */
    Path define(String function) throws IOException {
        return Files.createDirectories(folder.resolve("functions").resolve(function));
    }

    /** Shows a function from the next time on that it is plugged in. */
    void show(String function) throws IOException {
        Files.createSymbolicLink(shown(function), folder.resolve("functions").resolve(function));
    }

    /** Hides a function from the next time on that it is plugged in. */
    void hide(String function) throws IOException {
        boolean _ = Files.deleteIfExists(shown(function));
    }

    /** Whether it shows a function. */
    boolean shows(String function) {
        return Files.isSymbolicLink(shown(function));
    }

    private Path shown(String function) {
        return folder.resolve("configs/c.1").resolve(function);
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

    /** Whether it is plugged in. */
    boolean isPlugged() throws IOException {
        return !Files.readString(folder.resolve("UDC")).isBlank();
    }

    /** Pulls the cable. */
    void unplug() throws IOException {
        set("UDC", "");
    }
}
