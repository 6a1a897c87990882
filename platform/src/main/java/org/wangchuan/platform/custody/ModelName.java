package org.wangchuan.platform.custody;

import java.text.Normalizer;
import java.util.Locale;
import org.wangchuan.makers.Maker;
import org.wangchuan.makers.Makers;

/** Brand and model as they are compared: people and lists write both in several ways. */
final class ModelName {
    private ModelName() {}

    /** The same of two that are called the same. */
    static String key(String brand, String model) {
        return brandKey(brand) + " " + plain(model);
    }

    /**
     * Whether what is typed is something else than what is said; of a brand or a model that is not typed yet it is not.
     *
     * @param brand as it is typed, as is the model
     */
    static boolean differs(String brand, String model, String saidBrand, String saidModel) {
        return !brand.isBlank()
                && (!brandKey(brand).equals(brandKey(saidBrand))
                        || (!model.isBlank() && !plain(model).equals(plain(saidModel))));
    }

    /** Without what looks alike or is not seen. */
    static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[\\s\\p{Pd}]+", "");
    }

    /** The maker, if it is one that is known. */
    private static String brandKey(String brand) {
        return Makers.shipped().named(brand).map(Maker::id).orElseGet(() -> plain(brand));
    }
}
