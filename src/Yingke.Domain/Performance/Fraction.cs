using System.Globalization;
using System.Numerics;

namespace Yingke.Domain.Performance;

/// <summary>An exact number. Figures are reckoned in it and rounded once, where they are shown. (spec: performance.md; golden/README.md)</summary>
public readonly record struct Fraction : IComparable<Fraction>
{
    private readonly BigInteger denominator;

    private Fraction(BigInteger numerator, BigInteger denominator)
    {
        var sign = denominator.Sign < 0 ? -BigInteger.One : BigInteger.One;
        var common = BigInteger.GreatestCommonDivisor(numerator, denominator);
        (Numerator, this.denominator) = common.IsZero ? (BigInteger.Zero, BigInteger.One) : (sign * numerator / common, sign * denominator / common);
    }

    public BigInteger Numerator { get; }

    public BigInteger Denominator => denominator.IsZero ? BigInteger.One : denominator;

    public bool IsZero => Numerator.IsZero;

    public static Fraction Of(long value) => new(value, BigInteger.One);

    /// <summary>Null when there is nothing to divide by: no value, which is not 0.</summary>
    public static Fraction? Of(long numerator, long denominator) => denominator == 0 ? null : new(numerator, denominator);

    public static Fraction Of(decimal value)
    {
        var scale = value.Scale;
        return new(new BigInteger(value * Power(scale)), new BigInteger(Power(scale)));
    }

    public static Fraction Of(BigInteger value) => new(value, BigInteger.One);

    public static implicit operator Fraction(long value) => Of(value);

    public static Fraction operator +(Fraction a, Fraction b) => new((a.Numerator * b.Denominator) + (b.Numerator * a.Denominator), a.Denominator * b.Denominator);

    public static Fraction operator -(Fraction a, Fraction b) => new((a.Numerator * b.Denominator) - (b.Numerator * a.Denominator), a.Denominator * b.Denominator);

    public static Fraction operator *(Fraction a, Fraction b) => new(a.Numerator * b.Numerator, a.Denominator * b.Denominator);

    public static Fraction operator /(Fraction a, Fraction b) => b.IsZero ? throw new DivideByZeroException() : new(a.Numerator * b.Denominator, a.Denominator * b.Numerator);

    public static bool operator <(Fraction a, Fraction b) => a.CompareTo(b) < 0;

    public static bool operator >(Fraction a, Fraction b) => a.CompareTo(b) > 0;

    public static bool operator <=(Fraction a, Fraction b) => a.CompareTo(b) <= 0;

    public static bool operator >=(Fraction a, Fraction b) => a.CompareTo(b) >= 0;

    /// <summary>The mean of some numbers; null of none.</summary>
    public static Fraction? Mean(IReadOnlyCollection<Fraction> values) =>
        values.Count == 0 ? null : values.Aggregate(Of(0), (sum, value) => sum + value) / values.Count;

    public int CompareTo(Fraction other) => (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    public BigInteger Floor() => BigInteger.DivRem(Numerator, Denominator, out var rest) is var whole && rest.Sign < 0 ? whole - 1 : whole;

    /// <summary>The nearest multiple of 10^-<paramref name="decimals"/>, halves away from zero.</summary>
    public decimal Round(int decimals) => (decimal)Scaled(decimals) / Power(decimals);

    /// <summary>The nearest whole number, halves away from zero: fen at the end of a line. (spec: performance.md, Bonus)</summary>
    public long RoundToLong() => (long)Scaled(0);

    /// <summary>With so many decimals, halves away from zero.</summary>
    public string ToText(int decimals)
    {
        var digits = BigInteger.Abs(Scaled(decimals)).ToString(CultureInfo.InvariantCulture).PadLeft(decimals + 1, '0');
        var sign = Scaled(decimals).Sign < 0 ? "-" : "";
        return decimals == 0 ? sign + digits : $"{sign}{digits[..^decimals]}.{digits[^decimals..]}";
    }

    public override string ToString() => Denominator.IsOne ? Numerator.ToString(CultureInfo.InvariantCulture) : $"{Numerator}/{Denominator}";

    private BigInteger Scaled(int decimals)
    {
        var twice = BigInteger.Abs(Numerator) * BigInteger.Pow(10, decimals) * 2;
        var rounded = (twice + Denominator) / (2 * Denominator);
        return Numerator.Sign < 0 ? -rounded : rounded;
    }

    private static decimal Power(int exponent)
    {
        var power = 1m;
        for (var i = 0; i < exponent; i++)
            power *= 10;
        return power;
    }
}
