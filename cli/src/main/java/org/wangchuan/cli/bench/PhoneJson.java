package org.wangchuan.cli.bench;

import java.util.ArrayList;
import java.util.List;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.cli.bench.PhoneList.Known;
import org.wangchuan.engine.usb.SerialNumber;
import org.wangchuan.engine.usb.UsbDevice;
import org.wangchuan.engine.usb.UsbListing;
import org.wangchuan.engine.usb.UsbPlace;
import org.wangchuan.engine.usb.mode.Mode;
import org.wangchuan.engine.usb.mode.Vendor;
import org.wangchuan.station.phone.LostPhoneJob;

/** What {@code phones} answers to programs. */
final class PhoneJson {
    private PhoneJson() {}

    static JsonValue.Obj of(
            UsbListing listing,
            List<Known> known,
            List<InterruptedPhone> interrupted,
            List<LostPhoneJob> lost,
            boolean serials) {
        List<JsonValue> phones = new ArrayList<>();
        List<Known> may = PhoneList.phones(known);
        may.forEach(phone -> phones.add(phone(phone, serials)));
        List<JsonValue> strangers = new ArrayList<>();
        List<Known> unknown = PhoneList.strangers(known);
        unknown.forEach(one -> strangers.add(stranger(one.device())));
        List<JsonValue> unread = new ArrayList<>();
        for (UsbListing.Unread one : listing.unread()) {
            unread.add(Json.object()
                    .put("place", one.place().toString())
                    .put("reason", one.reason().id())
                    .build());
        }
        return Json.object()
                .put("usb", listing.present())
                .put("complete", listing.whole())
                .put("phones", new JsonValue.Array(phones))
                .put("unknown", new JsonValue.Array(strangers))
                .put("unread", new JsonValue.Array(unread))
                .put(
                        "interrupted",
                        new JsonValue.Array(interrupted.stream()
                                .<JsonValue>map(InterruptedPhone::json)
                                .toList()))
                .put(
                        "lost",
                        new JsonValue.Array(
                                lost.stream().<JsonValue>map(LostPhones::json).toList()))
                .put("ways", PhoneWays.json())
                .put("others", known.size() - may.size() - unknown.size())
                .build();
    }

    private static JsonValue.Obj phone(Known phone, boolean serials) {
        UsbDevice device = phone.device();
        List<String> modes = phone.found().modes().stream().map(Mode::id).toList();
        Json.Builder out = Json.object()
                .put("place", device.place().toString())
                .put("hub", device.place().hub().map(UsbPlace::toString))
                .put("id", device.ids())
                .put("meaning", phone.found().meaning().id())
                .put("modes", Json.texts(modes))
                .put("manufacturer", device.manufacturer())
                .put("model", device.model())
                .put(
                        "vendor",
                        phone.found().vendor().map(vendor -> vendor.name().en()))
                .put(
                        "vendorUsedByOthers",
                        phone.found().vendor().map(Vendor::usedByOthers).orElse(false))
                .put("configured", device.activeConfiguration().isPresent())
                .put("descriptorsProblem", device.problem());
        if (serials) {
            out.put("serial", device.serial().map(SerialNumber::shown));
        }
        return out.build();
    }

    private static JsonValue.Obj stranger(UsbDevice device) {
        return Json.object()
                .put("place", device.place().toString())
                .put("id", device.ids())
                .build();
    }
}
