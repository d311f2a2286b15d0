namespace Yingke.Domain.Accounts;

/// <summary>How far a permission reaches: all of the shop, agents of the same company, or the account itself. (spec: accounts.md)</summary>
public enum Scope { All, Own, Self }
