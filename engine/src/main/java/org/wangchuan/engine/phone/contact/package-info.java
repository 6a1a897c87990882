/**
 * A phone on its cable, from plugging in to unplugging: what it shows unasked, what it tells once its owner allows it, and what of that permission is left
 * after a reset. Tried with the real adbd behind USB that the kernel makes, and with doubles; never with a real phone.
 */
@NullMarked
package org.wangchuan.engine.phone.contact;

import org.jspecify.annotations.NullMarked;
