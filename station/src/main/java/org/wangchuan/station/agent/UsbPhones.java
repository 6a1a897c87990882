package org.wangchuan.station.agent;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wangchuan.engine.usb.UsbDevice;
import org.wangchuan.engine.usb.UsbEvent;
import org.wangchuan.engine.usb.UsbPlace;
import org.wangchuan.engine.usb.UsbWatch;
import org.wangchuan.engine.usb.mode.Classification;
import org.wangchuan.engine.usb.mode.Meaning;
import org.wangchuan.engine.usb.mode.UsbKnowledge;

/**
 * The phone cables of this machine, by what each phone said when it was plugged in: the kernel keeps that, and no phone is asked. Of something
 * that the kernel does not show nothing is told here. Not thread-safe.
 */
final class UsbPhones implements PhoneSockets {
    private final UsbWatch watch;
    private final UsbKnowledge knowledge = UsbKnowledge.shipped();
    private final Map<UsbPlace, PhoneState> hanging = new HashMap<>();
    private long plugs;

    UsbPhones() {
        this(new UsbWatch());
    }

    UsbPhones(UsbWatch watch) {
        this.watch = watch;
    }

    @Override
    public List<Plugged> look() {
        for (UsbEvent event : watch.look()) {
            switch (event) {
                case UsbEvent.Plugged plugged -> put(plugged.device());
                case UsbEvent.Replaced replaced -> put(replaced.now());
                case UsbEvent.Unplugged unplugged ->
                    hanging.remove(unplugged.device().place());
                case UsbEvent.Unreadable unreadable ->
                    hanging.remove(unreadable.what().place());
            }
        }
        List<UsbPlace> places = new ArrayList<>(hanging.keySet());
        places.sort(DescribedPhone.BY_PORTS);
        return places.stream()
                .flatMap(place -> Optional.ofNullable(hanging.get(place)).stream())
                .map(seen -> new Plugged(seen, Optional.empty()))
                .toList();
    }

    @Override
    public void close() {}

    private void put(UsbDevice device) {
        Classification found = knowledge.classify(device);
        if (found.meaning().compareTo(Meaning.POSSIBLE) < 0) {
            hanging.remove(device.place());
            return;
        }
        plugs++;
        hanging.put(device.place(), DescribedPhone.of(device, found, plugs));
    }
}
