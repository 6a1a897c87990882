package org.wangchuan.engine.usb.mode;

import java.util.Optional;
import java.util.OptionalInt;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.engine.policy.BilingualText;
import org.wangchuan.engine.usb.InterfaceSetting;
import org.wangchuan.engine.usb.UsbDevice;

/** One way to recognise a mode. */
public sealed interface ModeRule {

    /** Where it is known from. */
    String source();

    /** Whether it holds for a device. */
    boolean matches(UsbDevice device);

    /**
     * An interface of the active configuration.
     *
     * @param interfaceClass bInterfaceClass
     * @param subclass bInterfaceSubClass; empty for any
     * @param protocol bInterfaceProtocol; empty for any
     * @param nameHolds what the interface's name holds
     */
    record Interface(
            int interfaceClass, OptionalInt subclass, OptionalInt protocol, Optional<String> nameHolds, String source)
            implements ModeRule {

        @Override
        public boolean matches(UsbDevice device) {
            return device.settings().stream().anyMatch(setting -> matches(device, setting));
        }

        private boolean matches(UsbDevice device, InterfaceSetting setting) {
            String name = device.interfaceNames().getOrDefault(setting.number(), "");
            return setting.interfaceClass() == interfaceClass
                    && subclass.orElse(setting.subclass()) == setting.subclass()
                    && protocol.orElse(setting.protocol()) == setting.protocol()
                    && nameHolds.map(name::contains).orElse(true);
        }
    }

    /**
     * Numbers of products of one vendor.
     *
     * @param vendor idVendor
     * @param from the first idProduct
     * @param to the last
     */
    record Products(int vendor, int from, int to, String source) implements ModeRule {
        @Override
        public boolean matches(UsbDevice device) {
            return device.vendor() == vendor && device.product() >= from && device.product() <= to;
        }
    }

    /** Reads one. */
    static ModeRule fromJson(Json.Fields fields) throws ShapeException {
        String source = BilingualText.line(fields, "source");
        return switch (fields.text("kind")) {
            case "interface" -> {
                fields.only("kind", "class", "subclass", "protocol", "nameHolds", "source");
                Optional<String> name = fields.has("nameHolds")
                        ? Optional.of(BilingualText.line(fields, "nameHolds"))
                        : Optional.empty();
                yield new Interface(
                        Hex.octet(fields, "class"),
                        Hex.optionalOctet(fields, "subclass"),
                        Hex.optionalOctet(fields, "protocol"),
                        name,
                        source);
            }
            case "product" -> {
                fields.only("kind", "vendor", "from", "to", "source");
                int from = Hex.word(fields, "from");
                int to = Hex.word(fields, "to");
                if (from > to) {
                    throw new ShapeException("to", "no less than from", "less");
                }
                yield new Products(Hex.word(fields, "vendor"), from, to, source);
            }
            default -> throw new ShapeException("kind", "interface or product", "something else");
        };
    }
}
