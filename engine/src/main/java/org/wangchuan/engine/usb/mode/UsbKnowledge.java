package org.wangchuan.engine.usb.mode;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.engine.policy.BilingualText;
import org.wangchuan.engine.usb.InterfaceSetting;
import org.wangchuan.engine.usb.UsbDevice;

/**
 * What is known of devices on USB: modes, vendor ids, and classes of interfaces that phones have beside others at the most. Immutable.
 * No rule was tried on a real phone; each names where it is known from.
 */
public final class UsbKnowledge {
    private static final int ENTRIES_MAX = 1024;

    private final List<Mode> modes;
    private final Map<Integer, Vendor> vendors;
    private final Set<Integer> ordinaryClasses;

    private UsbKnowledge(List<Mode> modes, Map<Integer, Vendor> vendors, Set<Integer> ordinaryClasses) {
        this.modes = List.copyOf(modes);
        this.vendors = Map.copyOf(vendors);
        this.ordinaryClasses = Set.copyOf(ordinaryClasses);
    }

    /** What this program ships. */
    public static UsbKnowledge shipped() {
        return Shipped.KNOWLEDGE;
    }

    /**
     * Reads both documents.
     *
     * @throws ShapeException if anything is missing, unknown, double or out of range
     */
    public static UsbKnowledge read(JsonValue.Obj modeDocument, JsonValue.Obj vendorDocument) throws ShapeException {
        Json.Fields fields = Json.in(modeDocument).only("version", "ordinaryClasses", "modes");
        fields.whole("version", 1, 1_000_000);
        Set<Integer> classes = new HashSet<>();
        for (Json.Fields one : bounded(fields, "ordinaryClasses")) {
            one.only("class", "source");
            BilingualText.line(one, "source");
            unique(classes.add(Hex.octet(one, "class")), "ordinaryClasses");
        }
        List<Mode> modes = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Json.Fields one : bounded(fields, "modes")) {
            Mode mode = Mode.fromJson(one);
            unique(ids.add(mode.id()), "modes");
            modes.add(mode);
        }
        return new UsbKnowledge(modes, vendors(vendorDocument), classes);
    }

    /** The modes in the order in which they are shown. */
    public List<Mode> modes() {
        return modes;
    }

    /** All vendors that are known. */
    public List<Vendor> vendors() {
        return List.copyOf(vendors.values());
    }

    /** Who has a vendor id. */
    public Optional<Vendor> vendor(int id) {
        return Optional.ofNullable(vendors.get(id));
    }

    /** What is known of a device, by what it shows. */
    public Classification classify(UsbDevice device) {
        List<Mode> found = modes.stream().filter(mode -> mode.matches(device)).toList();
        Optional<Vendor> vendor = vendor(device.vendor());
        return new Classification(found, vendor, meaning(device, found, vendor));
    }

    private Meaning meaning(UsbDevice device, List<Mode> found, Optional<Vendor> vendor) {
        if (device.hub()) {
            return Meaning.OTHER;
        }
        Meaning most = found.stream().map(Mode::means).max(Meaning::compareTo).orElse(Meaning.UNKNOWN);
        if (most.compareTo(Meaning.POSSIBLE) >= 0) {
            return most;
        }
        List<InterfaceSetting> settings = device.settings();
        boolean ordinary = !settings.isEmpty()
                && settings.stream().allMatch(one -> ordinaryClasses.contains(one.interfaceClass()));
        if (ordinary) {
            return Meaning.OTHER; // a keyboard, a headset, a monitor, of whatever maker
        }
        return vendor.isPresent() ? Meaning.POSSIBLE : most;
    }

    private static Map<Integer, Vendor> vendors(JsonValue.Obj document) throws ShapeException {
        Json.Fields fields = Json.in(document).only("version", "vendors");
        fields.whole("version", 1, 1_000_000);
        Map<Integer, Vendor> vendors = new HashMap<>();
        for (Json.Fields one : bounded(fields, "vendors")) {
            Vendor vendor = Vendor.fromJson(one);
            unique(vendors.put(vendor.id(), vendor) == null, "vendors");
        }
        return vendors;
    }

    private static List<Json.Fields> bounded(Json.Fields fields, String name) throws ShapeException {
        List<Json.Fields> entries = fields.objects(name);
        if (entries.isEmpty() || entries.size() > ENTRIES_MAX) {
            throw new ShapeException(name, "1 to " + ENTRIES_MAX + " entries", entries.size() + "");
        }
        return entries;
    }

    private static void unique(boolean isNew, String name) throws ShapeException {
        if (!isNew) {
            throw new ShapeException(name, "each once", "one twice");
        }
    }

    private static final class Shipped {
        static final UsbKnowledge KNOWLEDGE = load();

        private static UsbKnowledge load() {
            try {
                return read(document("modes.v1.json"), document("vendors.v1.json"));
            } catch (ShapeException e) {
                throw new IllegalStateException("a resource of this program is broken", e);
            }
        }

        static JsonValue.Obj document(String name) {
            try (InputStream in = UsbKnowledge.class.getResourceAsStream(name)) {
                if (in == null) {
                    throw new IllegalStateException("this program lacks " + name);
                }
                return CanonicalJson.readLenientObject(in.readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (MalformedJsonException e) {
                throw new IllegalStateException(name + " is broken", e);
            }
        }
    }

    /** One of the two documents as it is shipped. */
    static JsonValue.Obj document(String name) {
        return Shipped.document(name);
    }
}
