@NullMarked
package org.wangchuan.engine.apple.pairing;

import org.jspecify.annotations.NullMarked;
