package org.wangchuan.engine.usb;

import java.util.List;
import java.util.Optional;

/**
 * One alternate setting of an interface as its descriptor says (USB 2.0, 9.6.5); all numbers 0 to 255.
 *
 * @param number the interface
 * @param alternate the setting, 0 for the one that it starts in
 * @param interfaceClass bInterfaceClass
 * @param subclass bInterfaceSubClass
 * @param protocol bInterfaceProtocol
 * @param nameIndex number of the string that names it, 0 for none
 * @param endpoints in the order in which they stand
 */
public record InterfaceSetting(
        int number,
        int alternate,
        int interfaceClass,
        int subclass,
        int protocol,
        int nameIndex,
        List<Endpoint> endpoints) {

    public InterfaceSetting {
        endpoints = List.copyOf(endpoints);
    }

    /** The first bulk endpoint of a direction. */
    public Optional<Endpoint> bulk(boolean in) {
        return endpoints.stream()
                .filter(endpoint -> endpoint.type() == Endpoint.Type.BULK && endpoint.in() == in)
                .findFirst();
    }

    /** Whether class, subclass and protocol are these. */
    public boolean is(int wantedClass, int wantedSubclass, int wantedProtocol) {
        return interfaceClass == wantedClass && subclass == wantedSubclass && protocol == wantedProtocol;
    }
}
