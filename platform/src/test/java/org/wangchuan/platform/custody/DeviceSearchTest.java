package org.wangchuan.platform.custody;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;

/** What is found by indexes is what one condition over every device would find, in the same order. */
final class DeviceSearchTest extends PlatformTest {
    private static final List<String> BRANDS = List.of("Huawei", "荣耀 Honor", "100%", "a_b", "Lenovo!");
    private static final int DEVICES = 150;

    private final Random random = new Random(20261127);
    private final Shop first = newShop();
    private final Shop second = newShop();
    private final Shop stranger = newShop();

    private static final String EVERY = """
            SELECT id FROM custody.device WHERE site_id = ANY(CAST(:sites AS uuid[])) AND (:state = '' OR state = :state)
              AND (:text = '' OR strpos(code, :code) = 1 OR upper(serial_tail) = upper(:text) OR bag_key = :bag
                OR strpos(lower(brand || ' ' || model), lower(:text)) > 0)
            ORDER BY registered_at DESC, id LIMIT 50 OFFSET :offset""";

    private Device register(Shop shop, UUID by) {
        return bean(Devices.class)
                .register(
                        new Devices.NewDevice(
                                shop.site(),
                                DeviceKind.LAPTOP,
                                BRANDS.get(random.nextInt(BRANDS.size())),
                                "Model " + random.nextInt(4),
                                Optional.of("SN-" + (1000 + random.nextInt(12))),
                                "",
                                Optional.empty(),
                                Devices.Drives.NOT_COUNTED),
                        by);
    }

    @Test
    void theSameIsFoundInTheSameOrder() throws Exception {
        List<Shop> shops = List.of(first, second, stranger);
        List<UUID> staff = shops.stream().map(shop -> shop.account(Role.CLERK)).toList();
        List<Device> made = new ArrayList<>();
        for (int i = 0; i < DEVICES; i++) {
            int at = random.nextInt(shops.size());
            Device device = register(shops.get(at), staff.get(at));
            if (random.nextInt(4) == 0) {
                bean(Devices.class).move(device.id(), DeviceState.TO_DESTROY, staff.get(at), "test");
            }
            made.add(device);
        }
        List<String> texts = new ArrayList<>(List.of(
                "",
                " ",
                "huawei",
                "HUAWEI model 2",
                "honor model",
                "荣",
                "%",
                "_",
                "!",
                "00%",
                "1003",
                "sn-1003",
                "-",
                "nothing",
                "odel",
                "Model 1\0"));
        for (int i = 0; i < 10; i++) {
            String code = made.get(random.nextInt(DEVICES)).code();
            texts.add(code);
            texts.add(code.substring(0, 1 + random.nextInt(8)).toLowerCase(java.util.Locale.ROOT));
        }
        assertThat(compared(texts)).isGreaterThan(1_000);
        // With so many names that they are not looked for one by one any more.
        jdbc().sql("INSERT INTO custody.device_name SELECT ?, 'Huawei', 'Model 2.' || n FROM generate_series(1, 300) n")
                .param(first.site())
                .update();
        assertThat(compared(List.of("odel", "huawei", "HUAWEI model 2", "Model 2", "wei Model")))
                .isGreaterThan(300);
        assertThat(bean(DeviceSearch.class)
                        .find(
                                List.of(first.site(), second.site(), stranger.site()),
                                Optional.empty(),
                                DeviceSearch.Asked.inBody("SN-1003"),
                                0))
                .as("by a whole serial number, where it stands in no address")
                .isNotEmpty()
                .allMatch(device -> device.serialTail().equals(Optional.of("1003")));
    }

    /** How many were found, the same by both. */
    private int compared(List<String> texts) {
        int found = 0;
        for (String text : texts) {
            for (String state : List.of("", "to_destroy", "registered", "in_stock")) {
                for (List<UUID> sites :
                        List.of(List.of(first.site()), List.of(first.site(), second.site()), List.<UUID>of())) {
                    for (int offset : List.of(0, 50)) {
                        List<UUID> expected = every(sites, state, text, offset);
                        List<UUID> ids = bean(DeviceSearch.class)
                                .find(
                                        sites,
                                        state.isEmpty() ? Optional.empty() : Optional.of(DeviceState.of(state)),
                                        DeviceSearch.Asked.inBody(text),
                                        offset)
                                .stream()
                                .map(Device::id)
                                .toList();
                        assertThat(ids)
                                .as("'%s' %s %s from %d", text, state, sites, offset)
                                .isEqualTo(expected);
                        found += ids.size();
                    }
                }
            }
        }
        return found;
    }

    private static List<UUID> every(List<UUID> sites, String state, String text, int offset) {
        String asked = text.replace("\0", "").strip();
        // The whole of a serial number is known by a keyed digest alone.
        String shown = asked.toUpperCase(java.util.Locale.ROOT).startsWith("SN-") ? asked.substring(3) : asked;
        return jdbc().sql(EVERY)
                .param("sites", sites.stream().map(UUID::toString).toArray(String[]::new))
                .param("state", state)
                .param("text", shown)
                .param("code", Codes.typed(asked))
                .param("bag", "")
                .param("offset", offset)
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }
}
