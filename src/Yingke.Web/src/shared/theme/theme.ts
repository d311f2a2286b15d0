import { theme as antd, type ThemeConfig } from 'antd';
import { fontFamily, mix, tokens, type Mode, type Tokens } from './tokens';

/** The tokens as Ant Design wants them. */
export function themeOf(mode: Mode): ThemeConfig {
  const t = tokens[mode];
  return {
    // Ant Design mixes its dark colours anew; ours are chosen and stay as they are.
    algorithm: [mode === 'dark' ? antd.darkAlgorithm : antd.defaultAlgorithm, (_, map) => ({
      ...map!, colorPrimary: t.primary, colorLink: t.primary, colorInfo: t.primary, colorSuccess: t.good, colorError: t.bad, colorWarning: t.waitAmber,
      colorErrorText: t.bad,
    })],
    token: {
      colorPrimary: t.primary,
      colorInfo: t.primary,
      colorLink: t.primary,
      colorSuccess: t.good,
      colorError: t.bad,
      colorWarning: t.waitAmber,
      colorTextLightSolid: t.onPrimary,
      colorBgLayout: t.ground,
      colorBgContainer: t.surface,
      colorBgElevated: t.raised,
      colorText: t.text,
      colorTextSecondary: t.second,
      colorTextTertiary: t.third,
      colorTextDescription: t.second,
      colorTextPlaceholder: t.third,
      colorBorder: t.line,
      colorBorderSecondary: t.line,
      colorSplit: t.line,
      // The library's own tints come from inks as dark as these out muddy.
      colorPrimaryBg: t.own,
      colorInfoBg: t.own,
      colorInfoBorder: t.line,
      colorSuccessBg: t.own,
      colorSuccessBorder: t.line,
      colorWarningBg: t.note,
      colorWarningBorder: t.noteLine,
      colorErrorBg: mix(t.bad, t.surface, 0.08),
      colorErrorBorder: mix(t.bad, t.surface, 0.4),
      controlItemBgActive: t.own,
      controlItemBgActiveHover: t.own,
      controlItemBgHover: t.hover,
      borderRadius: 6,
      borderRadiusLG: 6,
      borderRadiusSM: 4,
      fontFamily,
      fontSize: 14,
      fontSizeSM: 12,
      fontSizeHeading3: 20,
      fontSizeHeading4: 16,
      lineHeight: 22 / 14,
      motionDurationFast: '0.12s',
      motionDurationMid: '0.12s',
      motionDurationSlow: '0.12s',
      sizeUnit: 4,
      wireframe: false,
    },
    components: {
      Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' },
      Tooltip: { colorBgSpotlight: tokens.dark.raised, colorTextLightSolid: tokens.dark.text },
      // The edge of an empty box or circle must be seen (3 : 1); hairlines need not be.
      Checkbox: { colorBorder: t.third },
      Radio: { colorBorder: t.third },
      Form: { itemMarginBottom: 20, verticalLabelPadding: '0 0 4px' },
      Table: { headerBg: t.ground, cellPaddingBlockSM: 6 },
    },
  };
}

/** The tokens as custom properties, for the style sheets of our own components: `waitRed` is `--yk-wait-red`. */
export function writeProperties(mode: Mode, root: HTMLElement): void {
  for (const [name, value] of Object.entries(tokens[mode]) as [keyof Tokens, string][])
    root.style.setProperty(`--yk-${name.replace(/[A-Z]/g, (c) => '-' + c.toLowerCase())}`, value);
  root.style.setProperty('--yk-font', fontFamily);
  root.style.colorScheme = mode;
  root.dataset.mode = mode;
}
