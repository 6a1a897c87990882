/** A headless Chromium for tests, driven through its DevTools protocol; never shipped. */
@NullMarked
package org.wangchuan.browser;

import org.jspecify.annotations.NullMarked;
