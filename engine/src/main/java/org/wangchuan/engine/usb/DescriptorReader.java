package org.wangchuan.engine.usb;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.wangchuan.engine.usb.DescriptorException.Code;

/** Reads descriptors (USB 2.0, 9.6) from front to back; each byte belongs to exactly one. */
final class DescriptorReader {
    /** Eight configurations (USB_MAXCONFIG of the kernel) with the most that 16 bits of length can say would be half a megabyte; real ones take some hundred bytes. */
    static final int BYTES_MAX = 64 << 10;

    private static final int DEVICE = 1;
    private static final int CONFIGURATION = 2;
    private static final int INTERFACE = 4;
    private static final int ENDPOINT = 5;

    private static final int DEVICE_BYTES = 18;
    private static final int CONFIGURATION_BYTES = 9;
    private static final int INTERFACE_BYTES = 9;
    private static final int ENDPOINT_BYTES = 7;

    private static final int CONFIGURATIONS_MAX = 8; // USB_MAXCONFIG, linux/usb.h
    private static final int SETTINGS_MAX = 512;
    private static final int PACKET_BITS = 0x7ff; // USB 2.0, 9.6.6: above are the transactions of a microframe
    private static final int RESERVED_ADDRESS_BITS = 0x70;

    private final byte[] bytes;
    private int at;

    DescriptorReader(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    Descriptors read() throws DescriptorException {
        if (bytes.length < DEVICE_BYTES || bytes.length > BYTES_MAX) {
            throw new DescriptorException(
                    Code.SIZE, 0, DEVICE_BYTES + " to " + BYTES_MAX + " bytes in all", bytes.length);
        }
        DeviceDescriptor device = device();
        List<Configuration> configurations = new ArrayList<>();
        for (int i = 0; i < device.configurations(); i++) {
            configurations.add(configuration());
        }
        if (at != bytes.length) {
            throw new DescriptorException(Code.COUNT, at, "an end", bytes.length - at);
        }
        if (configurations.stream().map(Configuration::value).distinct().count() != configurations.size()) {
            throw new DescriptorException(Code.COUNT, at, "configurations of different values", configurations.size());
        }
        return new Descriptors(device, configurations);
    }

    private DeviceDescriptor device() throws DescriptorException {
        expect(DEVICE, DEVICE_BYTES, bytes.length);
        int configurations = octet(17);
        if (octet(0) != DEVICE_BYTES) {
            throw new DescriptorException(Code.LENGTH, at, "a device descriptor of 18 bytes", octet(0));
        }
        if (configurations < 1 || configurations > CONFIGURATIONS_MAX) {
            throw new DescriptorException(Code.VALUE, at + 17, "1 to 8 configurations", configurations);
        }
        DeviceDescriptor device = new DeviceDescriptor(
                word(2),
                octet(4),
                octet(5),
                octet(6),
                word(8),
                word(10),
                word(12),
                octet(14),
                octet(15),
                octet(16),
                configurations);
        at += DEVICE_BYTES;
        return device;
    }

    private Configuration configuration() throws DescriptorException {
        expect(CONFIGURATION, CONFIGURATION_BYTES, bytes.length);
        int start = at;
        int total = word(2);
        int announced = octet(4);
        int value = octet(5);
        if (total < octet(0) || total > bytes.length - start) {
            throw new DescriptorException(Code.LENGTH, start + 2, "a total length within what is there", total);
        }
        int end = start + total;
        at += octet(0);
        List<InterfaceSetting> settings = new ArrayList<>();
        skipOthers(end);
        while (at < end) {
            if (settings.size() == SETTINGS_MAX) {
                throw new DescriptorException(
                        Code.COUNT, at, "at most " + SETTINGS_MAX + " settings", SETTINGS_MAX + 1);
            }
            settings.add(setting(end));
        }
        return checked(new Configuration(value, settings), announced, start);
    }

    private static Configuration checked(Configuration read, int announced, int start) throws DescriptorException {
        Set<Integer> seen = new HashSet<>();
        for (InterfaceSetting setting : read.settings()) {
            if (!seen.add((setting.number() << 8) | setting.alternate())) {
                throw new DescriptorException(Code.COUNT, start, "each setting once", setting.number());
            }
        }
        if (read.interfaces() != announced) {
            throw new DescriptorException(Code.COUNT, start + 4, announced + " interfaces", read.interfaces());
        }
        return read;
    }

    private InterfaceSetting setting(int end) throws DescriptorException {
        expect(INTERFACE, INTERFACE_BYTES, end);
        int announced = octet(4);
        int start = at;
        int number = octet(2);
        int alternate = octet(3);
        int interfaceClass = octet(5);
        int subclass = octet(6);
        int protocol = octet(7);
        int name = octet(8);
        at += octet(0);
        List<Endpoint> endpoints = new ArrayList<>();
        skipOthers(end);
        while (at < end && octet(1) == ENDPOINT && endpoints.size() <= announced) {
            endpoints.add(endpoint(end));
            skipOthers(end);
        }
        if (endpoints.size() != announced) {
            throw new DescriptorException(Code.COUNT, start + 4, announced + " endpoints", endpoints.size());
        }
        if (endpoints.stream().map(Endpoint::address).distinct().count() != announced) {
            throw new DescriptorException(Code.COUNT, start, "endpoints of different addresses", announced);
        }
        return new InterfaceSetting(number, alternate, interfaceClass, subclass, protocol, name, endpoints);
    }

    private Endpoint endpoint(int end) throws DescriptorException {
        expect(ENDPOINT, ENDPOINT_BYTES, end);
        int address = octet(2);
        if ((address & RESERVED_ADDRESS_BITS) != 0 || (address & 0xf) == 0) {
            throw new DescriptorException(Code.VALUE, at + 2, "an endpoint of 1 to 15", address);
        }
        Endpoint endpoint = new Endpoint(address, Endpoint.type(octet(3)), word(4) & PACKET_BITS);
        at += octet(0);
        return endpoint;
    }

    /** Class-specific descriptors, associations, companions of endpoints: each says its length. */
    private void skipOthers(int end) throws DescriptorException {
        while (at < end) {
            int length = framed(2, end);
            int type = octet(1);
            if (type == INTERFACE || type == ENDPOINT) {
                return;
            }
            if (type == DEVICE || type == CONFIGURATION) {
                throw new DescriptorException(Code.TYPE, at + 1, "a part of a configuration", type);
            }
            at += length;
        }
    }

    private void expect(int type, int least, int end) throws DescriptorException {
        framed(2, end);
        if (octet(1) != type) {
            throw new DescriptorException(Code.TYPE, at + 1, "a descriptor of type " + type, octet(1));
        }
        framed(least, end);
    }

    /** The length of the descriptor here, which lies within {@code end}. */
    private int framed(int least, int end) throws DescriptorException {
        if (end - at < 2) {
            throw new DescriptorException(Code.LENGTH, at, "a descriptor", end - at);
        }
        int length = octet(0);
        if (length < least || length > end - at) {
            throw new DescriptorException(Code.LENGTH, at, "a length of " + least + " to " + (end - at), length);
        }
        return length;
    }

    private int octet(int offset) {
        return Byte.toUnsignedInt(bytes[at + offset]);
    }

    private int word(int offset) {
        return octet(offset) | (octet(offset + 1) << 8);
    }
}
