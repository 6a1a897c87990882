package org.wangchuan.platform.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.bench.BenchOrder;
import org.wangchuan.platform.bench.SigningStation;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.custody.DeviceKind;
import org.wangchuan.platform.custody.DeviceMedia;
import org.wangchuan.platform.custody.DeviceState;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.identity.OneTimeLinks;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.proof.statement.Verdict;

/** Where somebody is asked for a word: whose a drive without a number is, and what becomes of what evidence holds. */
@Tag("slow")
final class ManagersWordPagesTest extends PlatformTest {
    private final Shop shop = newShop();
    private final UUID account = shop.account(Role.TECHNICIAN, Role.MANAGER);

    @Test
    void theyCanBeReadAndReached() throws Exception {
        SigningStation station = new SigningStation(newStation(shop.site()));
        BenchOrder first = BenchOrder.laptopOfOneDrive(shop, station);
        BenchOrder waiting = BenchOrder.laptopOfOneDrive(shop, station);
        station.tellLane("sdb", "");
        Device held = heldByEvidence();
        String form = "document.querySelector('form[action*=\"" + waiting.order + "\"]')";
        try (PageEyes eyes = new PageEyes()) {
            eyes.browser.runBeforeEveryScript("""
                    new MutationObserver(() => location.hash.startsWith('#data-')
                      && document.querySelectorAll(`option[${location.hash.slice(1)}]`).forEach((one) => (one.selected = true)))
                      .observe(document, { childList: true, subtree: true });""");
            eyes.signIn(bean(OneTimeLinks.class).create(account));
            eyes.look("bench/bench nameless", chosen("data-nameless"));
            assertThat(read(eyes)).contains("I have put this order's drive").doesNotContain("I am a manager");
            first.erases("", Verdict.CLEARED);
            eyes.look("bench/bench nameless before", chosen("data-before"));
            assertThat(read(eyes)).contains("I am a manager, have looked", "A manager has to look first");
            eyes.look("bench/bench nameless other", (browser, language) -> {
                chosen("data-before").go(browser, language);
                browser.evaluate("(window.isOld = true, " + form + ".querySelector('[name=another]').checked = true, "
                        + form + ".querySelector('[name=shown]').value = 'an older page', " + form
                        + ".querySelector('button').click(), 'sent')");
                browser.waitFor("!window.isOld && document.readyState === 'complete'");
            });
            assertThat(read(eyes)).contains("Meanwhile another drive");
            eyes.look("custody/stock evidence", PageEyes.to(origin() + "/stock?q=" + held.code()));
            assertThat(read(eyes)).contains("Destroy instead");
            assertThat(eyes.problems()).isEmpty();
        }
    }

    private static String read(PageEyes eyes) throws IOException {
        return eyes.browser.evaluate("document.body.innerText");
    }

    /** With this kind of lane chosen before anything is painted: what a choice folds out moves what is below, as it should. */
    private static PageEyes.Way chosen(String kind) {
        return (browser, language) -> browser.open(origin() + "/bench?lang=" + language + "#" + kind);
    }

    private Device heldByEvidence() throws Exception {
        Devices devices = bean(Devices.class);
        Device device = devices.register(
                new Devices.NewDevice(
                        shop.site(),
                        DeviceKind.LAPTOP,
                        "Lenovo",
                        "ThinkPad T14",
                        Optional.empty(),
                        "",
                        Optional.empty(),
                        new Devices.Drives(Optional.of(1), List.of())),
                account);
        UUID medium = bean(DeviceMedia.class).bind(device.id(), Optional.of("S-" + device.code()));
        devices.proved(medium, new Device.Proof(UUID.randomUUID(), "cleared", true));
        devices.move(device.id(), DeviceState.IN_STOCK, account, "test");
        return devices.proved(medium, new Device.Proof(UUID.randomUUID(), "failed", false));
    }
}
