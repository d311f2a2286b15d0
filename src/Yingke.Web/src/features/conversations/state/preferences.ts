import { createSavedStore } from '@/shared/store';

export interface Preferences {
  enterSends: boolean;
  listWidth: number;
  panelWidth: number;
  panelOpen: boolean;
  /** 0 to 1; 0 is silent. */
  assignedVolume: number;
  messageVolume: number;
  repeatSound: boolean;
  notices: boolean;
  noticesAsked: boolean;
}

// Audible and visible by default: a brand-new account must not miss its first buyer.
const usual: Preferences = {
  enterSends: true, listWidth: 280, panelWidth: 320, panelOpen: true,
  assignedVolume: 0.8, messageVolume: 0.5, repeatSound: true, notices: true, noticesAsked: false,
};

export const preferences = createSavedStore<Preferences>('yingke.preferences', usual);
preferences.set((saved) => ({ ...usual, ...saved }));

export function prefer(change: Partial<Preferences>): void {
  preferences.set((now) => ({ ...now, ...change }));
}
