package recognizers

import "github.com/deckname/deckname/anonymize"

// All returns every recognizer of this package, in a stable order. The slice is the caller's. Building it costs a few
// milliseconds; keep the result.
func All() []anonymize.Recognizer {
	rs := []anonymize.Recognizer{
		// persons and places
		Person(PersonConfig{}),
		Address(AddressConfig{}),
		Location(LocationConfig{}),
		DateOfBirth(),
		// contact and devices
		Phone(),
		Email(),
		URL(),
		Username(),
		IPAddress(),
		MACAddress(),
		IMEI(),
		Crypto(),
		// money
		IBAN(),
		BIC(),
		BankAccount(),
		CreditCard(),
		CreditorID(),
		// taxes
		TaxID(),
		TaxNumber(),
		VATID(),
		// insurance and health
		SocialSecurity(),
		HealthInsurance(),
		LANR(),
		BSNR(),
		IK(),
		// documents
		IDDocument(),
		MachineReadableZone(),
		Fuehrerschein(),
		// vehicles
		LicensePlate(),
		VIN(),
		// companies, courts, authorities, suppliers
		Betriebsnummer(),
		Handelsregister(),
		CaseNumber(),
		Reference(),
		MaLoID(),
		LeitwegID(),
		GLN(),
	}
	join(rs)
	return rs
}
