// SPDX-License-Identifier: Apache-2.0
package io.cmc.journey;

/** What a person does about an incident. */
public enum IncidentDeed { ACKNOWLEDGE, COMMENT, CLOSE }
