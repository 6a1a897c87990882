/** A trusted peripheral in a made drive (TCG Storage Architecture Core 2.01; Opal 2.30, Pyrite 2.01; feature set PSID 1.00), below whatever carries it. */
@NullMarked
package org.wangchuan.lab.tcg;

import org.jspecify.annotations.NullMarked;
